package io.millrace.core.model;

/**
 * What an executor did with its task-binary cache since its last report.
 *
 * @param hits dispatches that found their binary
 * @param misses binaries that had to be loaded, preloading included
 * @param coldNanos time spent loading
 * @param warmNanos time spent on the hits
 */
public record CacheUse(long hits, long misses, long coldNanos, long warmNanos) {
  public static final CacheUse NONE = new CacheUse(0, 0, 0, 0);

  public CacheUse plus(CacheUse other) {
    return new CacheUse(
        hits + other.hits,
        misses + other.misses,
        coldNanos + other.coldNanos,
        warmNanos + other.warmNanos);
  }
}
