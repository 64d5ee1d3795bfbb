"""What people see, before and after a change of templates: pages are kept, white space aside, and compared."""
