"""The demo municipality: invented people whose histories are made through the ordinary actions."""
