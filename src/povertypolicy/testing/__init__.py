"""What a plugin's tests use: golden cases as data, and inputs made from the rules."""
