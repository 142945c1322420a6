"""The vault: clients, consents, visits with their photos, and who did what when, in one encrypted file; knows no screen."""
