"""The pieces that pages are made of; each shows what it is given and computes nothing."""
