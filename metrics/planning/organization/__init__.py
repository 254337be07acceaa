"""How big enablement should be, who should be in it, when each hire falls due, and what that costs."""
