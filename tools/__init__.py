"""Tools for who works on the code; the program never imports them."""
