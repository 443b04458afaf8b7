package io.millrace.actors.worker;

/**
 * Where the classes of a job come from: the node's own class path, as long as jobs bring no jar.
 */
final class JobClasses {
  private JobClasses() {}

  /** The loader of a job's classes; made once for each user of it. */
  static ClassLoader loader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader != null ? loader : JobClasses.class.getClassLoader();
  }
}
