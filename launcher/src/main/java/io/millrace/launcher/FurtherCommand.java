package io.millrace.launcher;

import java.util.concurrent.Callable;

/**
 * A command that another module brings: one that is on the class path, and named for {@link
 * java.util.ServiceLoader}, is there. It says of itself how it is called.
 */
public interface FurtherCommand extends Callable<Integer> {}
