"""What a person does, one file each: every function calls the layers below and commits once."""
