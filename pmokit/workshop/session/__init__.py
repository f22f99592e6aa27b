"""A live session in the room: what is asked, what came back, what was agreed."""
