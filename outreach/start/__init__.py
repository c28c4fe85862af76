"""From practice to the real campaign: both campaigns are prepared here, and one button leads over. Uses accounts and demo."""
