"""What people of a village see of the exchange with the regency: the light, its details, USB files, enrolment."""
