"""Links are fetched from public pages only, whatever a hostile server or name does; nothing leaves this computer."""
