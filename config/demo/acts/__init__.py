"""What happens in a case, as generators: each yields the moment at which it goes on."""
