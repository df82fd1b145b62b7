"""The same deeds from a terminal, for IT staff, scripts and checks. Thin: parse, call a service, print."""
