package io.millrace.embedded;

/**
 * The JVM's common pool, which completes the answers to questions that a program asks the engine.
 * With one thread, as it has by default where there are two processors, the JDK starts a new thread
 * for each answer instead.
 */
final class CommonPool {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  private CommonPool() {}

  /** Has an effect only as long as nobody has used the pool. */
  static void widen() {
    if (Runtime.getRuntime().availableProcessors() <= 2
        && System.getProperty(PARALLELISM) == null) {
      System.setProperty(PARALLELISM, "2");
    }
  }
}
