package io.millrace.dsl;

import java.util.function.Supplier;

/** Holds the {@link Resource}s of a job where it runs; the engine's half of them. */
@FunctionalInterface
public interface ResourceHome {
  /**
   * Where the resource of this name is to be had.
   *
   * @return throws {@link ResourceFailedException} when it can't be made, or the job is over
   */
  <R> Supplier<R> place(Resource<R> resource);
}
