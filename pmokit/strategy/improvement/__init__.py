"""Step 6, pure: reviews, feedback, the improvement log, what was promised and what came true, when to assess anew."""
