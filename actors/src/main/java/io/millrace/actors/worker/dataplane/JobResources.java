package io.millrace.actors.worker.dataplane;

import io.millrace.dsl.Resource;
import io.millrace.dsl.ResourceFailedException;
import io.millrace.dsl.ResourceHome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the functions of one job share on this worker: one place for each name, whatever description
 * it was read from, so that all slots, stages, sources and sinks find the same there.
 */
public final class JobResources implements ResourceHome {
  private static final Logger log = LoggerFactory.getLogger(JobResources.class);

  private final UserCall call;
  private final Map<String, Place<?>> places = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param loader of the job's classes
   */
  public JobResources(ClassLoader loader) {
    this.call = new UserCall(loader);
  }

  @Override
  @SuppressWarnings("unchecked") // a name stands for one description within a job
  public synchronized <R> Supplier<R> place(Resource<R> resource) {
    return (Place<R>)
        places.computeIfAbsent(resource.name(), name -> new Place<>(resource, closed));
  }

  /**
   * Closes what was made, on this thread. What needs another was described, and so read, behind it,
   * and is closed before it.
   *
   * @param job for messages
   */
  public void close(String job) {
    List<Place<?>> all = end();
    for (int i = all.size() - 1; i >= 0; i--) {
      call.enter();
      try {
        all.get(i).close();
      } catch (Throwable e) { // of the user's code, whatever it is
        log.warn("{} of job {} can't be closed, {}", all.get(i), job, e.toString());
      } finally {
        call.leave();
      }
    }
  }

  private synchronized List<Place<?>> end() {
    closed = true;
    return new ArrayList<>(places.values());
  }

  /** Interrupts the closing that is under way, if any. */
  public synchronized void interrupt() {
    if (closed) {
      call.interrupt();
    }
  }

  /** Where a resource is, once somebody has asked for it. */
  private static final class Place<R> implements Supplier<R> {
    private final Resource<R> resource;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable R made;
    private boolean closed;

    Place(Resource<R> resource, boolean closed) {
      this.resource = resource;
      this.closed = closed;
    }

    @Override
    public R get() {
      R present = made;
      return present != null ? present : make();
    }

    private R make() {
      try {
        making.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ResourceFailedException(this + " can't be made: given up while it waited", e);
      }
      try {
        if (closed) {
          throw new ResourceFailedException(this + " is closed, because the job is over");
        }
        R present = made;
        R result = present != null ? present : resource.make();
        made = result;
        return result;
      } finally {
        making.unlock();
      }
    }

    void close() throws Exception {
      if (take() instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }

    /** Waits for what is just being made, and minds an interrupt only then. */
    private @Nullable R take() throws InterruptedException {
      if (!making.tryLock()) {
        making.lockInterruptibly();
      }
      try {
        R present = made;
        closed = true;
        made = null;
        return present;
      } finally {
        making.unlock();
      }
    }

    @Override
    public String toString() {
      return "resource " + resource.name();
    }
  }
}
