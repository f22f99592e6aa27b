"""Step 5, pure: project classes, tailoring, gates, escalation, people, quality, risks, decisions."""
