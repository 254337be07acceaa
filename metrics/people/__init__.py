"""Who works here, how new hires ramp, whose rate differs from the average, and how teams are served."""
