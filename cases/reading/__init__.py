"""One reader per thing people write: telephone numbers here, others to follow. Pure; every door asks the same one."""
