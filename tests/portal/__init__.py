"""A package, so that its one house and its one browser end with its last test: a driver of a browser runs a loop in
the thread of the tests, in which Django is not to be asked."""
