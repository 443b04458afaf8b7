package io.millrace.core.plan;

import io.millrace.dsl.Resource;
import io.millrace.dsl.ResourceHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What users describe, as bytes: templates, sources, sinks. The only place where Java serialization
 * is read, always under a {@link DescriptionFilter} and with the job's class loader.
 */
public final class Serialized {
  private static final ObjectInputFilter NOTHING = info -> ObjectInputFilter.Status.REJECTED;

  private Serialized() {}

  /**
   * The bytes of a description; the same for the same description in every JVM, see {@link
   * PlanCompiler} for the exceptions.
   *
   * @throws NotSerializableDescription naming the class that can't travel
   */
  public static byte[] write(Serializable description) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(description);
    } catch (NotSerializableException e) {
      throw new NotSerializableDescription(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new NotSerializableDescription(String.valueOf(e.getMessage()), e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a description with the classes of a job, to look at it: what it shares with others can't
   * be had.
   *
   * @throws IOException when it does not load, is not of the type, or the filter refuses it
   */
  public static <T> T read(byte[] bytes, Class<T> type, ClassLoader loader) throws IOException {
    return read(bytes, type, loader, null);
  }

  /**
   * Reads a description with the classes of a job, to run it.
   *
   * @param home of the resources that it shares with the other descriptions of the job
   * @throws IOException when it does not load, is not of the type, or the filter refuses it
   */
  public static <T> T read(
      byte[] bytes, Class<T> type, ClassLoader loader, @Nullable ResourceHome home)
      throws IOException {
    DescriptionFilter filter = new DescriptionFilter(loader);
    try (ObjectInputStream in = new LoaderInput(bytes, loader, home)) {
      in.setObjectInputFilter(filter);
      return type.cast(in.readObject());
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      String missing = String.valueOf(e.getMessage()).replace('/', '.');
      throw new IOException("class " + missing + " is missing", e);
    } catch (ClassCastException e) {
      throw new IOException("it is no " + type.getSimpleName() + ": " + e.getMessage(), e);
    } catch (InvalidClassException e) {
      throw filter.refusal() == null ? e : new IOException(filter.refusal(), e);
    }
  }

  /**
   * Makes this class the only one in the process that reads Java serialization: everybody else's
   * streams are refused. To be called before anything was read, by a process that is the engine's
   * alone.
   *
   * @throws IllegalStateException when the process has another filter factory, or has read
   */
  public static void readOnlyHere() {
    ObjectInputFilter.Config.setSerialFilterFactory(
        (current, wanted) -> wanted instanceof DescriptionFilter ? wanted : NOTHING);
  }

  /** Something a job captured can't be serialized. */
  public static final class NotSerializableDescription extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSerializableDescription(String what, Throwable cause) {
      super(what, cause);
    }
  }

  private static final class LoaderInput extends ObjectInputStream {
    private final ClassLoader loader;
    private final @Nullable ResourceHome home;

    LoaderInput(byte[] bytes, ClassLoader loader, @Nullable ResourceHome home) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.loader = loader;
      this.home = home;
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object read) {
      return home != null && read instanceof Resource<?> resource ? resource.at(home) : read;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
