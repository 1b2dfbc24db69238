"""The pages: a form comes in, a service is called, a page or a redirect goes out."""
