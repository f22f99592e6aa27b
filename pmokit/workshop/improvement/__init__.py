"""Step 6 on a page: feedback, reviews, the improvement log, lessons, promises, and when to assess anew."""
