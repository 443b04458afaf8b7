package io.millrace.dsl;

import java.io.Serializable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that the functions of a job share and that can't travel with them: a client, a pool of
 * connections, a model. The description holds how it is made; each worker makes one for the job,
 * when a function first asks for it, and all functions of the job on that worker are given the
 * same, those of sources and sinks among them.
 *
 * <pre>{@code
 * Resource<GeoClient> geo = context.resource("geo-client", GeoClient::connect);
 * stream.map(address -> geo.get().locate(address));
 * }</pre>
 *
 * <p>Several threads use it at once. What only one thread may use at a time is better made by each
 * task for itself, in {@link DStream#mapPartition}, or kept in a {@link ThreadLocal} that is the
 * resource.
 *
 * <p>One that is {@link AutoCloseable} is closed when the job is over on that worker, however it
 * ended, after the last function has come back; one whose factory uses another is closed before
 * that other. A call of {@code close} that lasts longer than 3 s is interrupted, one that throws is
 * logged. A resource that can't be made fails the task that asked, and is made anew when the task
 * is tried again.
 *
 * @param <R> the type of what is shared
 */
public final class Resource<R> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final ResourceFactory<? extends R> factory;
  private transient @Nullable Supplier<R> place;

  Resource(String name, ResourceFactory<? extends R> factory) {
    this.name = name;
    this.factory = factory;
  }

  private Resource(Resource<R> description, ResourceHome home) {
    this(description.name, description.factory);
    this.place = home.place(description);
  }

  /** What was given to {@link StreamContext#resource}. */
  public String name() {
    return name;
  }

  /**
   * What is shared; made by the first call on a worker, while other calls wait.
   *
   * @throws ResourceFailedException when it can't be made, or the job is over
   * @throws JobDefinitionException when the job is only being defined
   */
  public R get() {
    Supplier<R> here = place;
    if (here == null) {
      throw new JobDefinitionException(
          "resource " + name + " is there while the job runs; call get() inside of a function");
    }
    return here.get();
  }

  /**
   * Makes one; called by the engine.
   *
   * @throws ResourceFailedException when its factory throws or returns null
   */
  public R make() {
    R made;
    try {
      made = factory.make();
    } catch (Throwable thrown) { // whatever it is, it is the user's
      if (thrown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new ResourceFailedException("resource " + name + " can't be made: " + thrown, thrown);
    }
    if (made == null) {
      throw new ResourceFailedException("resource " + name + " can't be made: null was returned");
    }
    return made;
  }

  /** The same resource where the job runs; called by the engine. */
  public Resource<R> at(ResourceHome home) {
    return new Resource<>(this, home);
  }
}
