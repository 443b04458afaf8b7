package io.millrace.node.driver.code;

import io.millrace.core.model.CodeRef;
import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.core.model.TaskBinary;
import io.millrace.core.plan.PlanCompiler;
import io.millrace.core.plan.Serialized;
import io.millrace.core.plan.StageTemplate;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the class a user wrote to what the driver takes. */
public final class JobCode {
  private JobCode() {}

  /**
   * Makes a job from its class.
   *
   * @param arguments for a constructor that takes {@code String[]}
   * @throws JobDefinitionException when there is no such class, it is no job, or it refuses the
   *     arguments
   */
  public static StreamJob load(String className, List<String> arguments, ClassLoader loader) {
    Class<? extends StreamJob> type = type(className, loader);
    try {
      return make(type, arguments);
    } catch (InvocationTargetException e) {
      throw refused("job class %s can't be made: %s", className, Thrown.by(e.getTargetException()));
    } catch (ReflectiveOperationException e) {
      throw refused("job class %s has no public constructor taking nothing or String[]", className);
    } catch (LinkageError e) {
      throw unlinked(className, e);
    }
  }

  private static Class<? extends StreamJob> type(String className, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      if (!StreamJob.class.isAssignableFrom(type)) {
        throw refused(
            "class %s is no StreamJob: it must implement %s", className, StreamJob.class.getName());
      }
      if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
        throw refused("job class %s must be public, and not abstract", className);
      }
      return type.asSubclass(StreamJob.class);
    } catch (ClassNotFoundException e) {
      throw refused(
          "there is no class %s %s", className, MissingClass.whereToLook(className, loader));
    } catch (LinkageError e) {
      throw unlinked(className, e);
    }
  }

  private static StreamJob make(Class<? extends StreamJob> type, List<String> arguments)
      throws ReflectiveOperationException {
    for (Constructor<?> each : type.getConstructors()) {
      if (List.of(each.getParameterTypes()).equals(List.of(String[].class))) {
        return type.cast(each.newInstance((Object) arguments.toArray(String[]::new)));
      }
    }
    StreamJob job = type.getConstructor().newInstance();
    if (!arguments.isEmpty()) {
      throw refused(
          "job class %s takes no arguments: it has no public constructor taking String[]",
          type.getName());
    }
    return job;
  }

  private static JobDefinitionException unlinked(String className, LinkageError e) {
    return refused(
        "job class %s can't be loaded: %s; is what it needs in its jar?", className, Thrown.by(e));
  }

  /**
   * Has a job of this program describe itself and compiles that.
   *
   * @param shufflePartitions partitions of each shuffle by key
   * @throws JobDefinitionException for a mistake in the description, naming it
   */
  public static JobSubmission submission(
      StreamJob job, int shufflePartitions, Measurement measurement) {
    return submission(job, job.name(), shufflePartitions, measurement, null, Map.of());
  }

  /** Has the job that is ordered describe itself and compiles that. */
  static JobSubmission submission(
      JobOrder order, ClassLoader loader, int shufflePartitions, @Nullable CodeRef jar) {
    StreamJob job = load(order.className(), order.arguments(), loader);
    String name = order.name() != null ? order.name() : job.name();
    return submission(job, name, shufflePartitions, order.measurement(), jar, order.settings());
  }

  private static JobSubmission submission(
      StreamJob job,
      String name,
      int shufflePartitions,
      Measurement measurement,
      @Nullable CodeRef jar,
      Map<String, String> settings) {
    StreamContext context = new StreamContext(name);
    define(job, name, context);
    JobGraph graph =
        PlanCompiler.compile(context.plan(), shufflePartitions, CodeDigest.of(job.getClass()));
    graph.binaries().forEach(binary -> readBack(binary, name, job.getClass().getClassLoader()));
    return new JobSubmission(name, graph, measurement, jar, settings);
  }

  /** What a worker would refuse, found before it is told. */
  private static void readBack(TaskBinary binary, String job, ClassLoader loader) {
    try {
      Serialized.read(binary.bytes(), StageTemplate.class, loader);
    } catch (IOException e) {
      throw refused(
          "stage %d of job %s can't be sent to a worker: %s", binary.stage(), job, e.getMessage());
    }
  }

  private static void define(StreamJob job, String name, StreamContext context) {
    try {
      job.define(context);
    } catch (JobDefinitionException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw refused("job %s can't be defined: %s", name, Thrown.by(e, job.getClass()));
    }
  }

  private static JobDefinitionException refused(String sentence, Object... values) {
    return new JobDefinitionException(sentence.formatted(values));
  }
}
