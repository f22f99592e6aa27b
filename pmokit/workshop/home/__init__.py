"""The start page: client, business units, assessment, joining, and how far each unit is."""
