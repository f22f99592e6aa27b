"""Every data format in and out."""
