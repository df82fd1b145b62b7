"""What a council asks for, as data. Council profiles come with their own work; the package holds the floor open."""
