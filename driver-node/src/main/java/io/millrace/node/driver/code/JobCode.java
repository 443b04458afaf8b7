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
import io.millrace.dsl.LogicalPlan;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.io.IOException;
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
   * @throws JobDefinitionException when there is no such class, or it is no job that can be made
   */
  public static StreamJob load(String className, ClassLoader loader) {
    Class<? extends StreamJob> type = type(className, loader);
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw refused("job class %s can't be made: %s", className, Thrown.by(e.getTargetException()));
    } catch (ReflectiveOperationException e) {
      throw refused("job class %s has no public constructor that takes nothing", className);
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

  private static JobDefinitionException unlinked(String className, LinkageError e) {
    return refused(
        "job class %s can't be loaded: %s; is what it needs in its jar?", className, Thrown.by(e));
  }

  /**
   * Has a job of this program describe itself and compiles that.
   *
   * @param arguments what it is run with
   * @param shufflePartitions partitions of each shuffle by key
   * @throws JobDefinitionException for a mistake in the description, naming it
   */
  public static JobSubmission submission(
      StreamJob job, List<String> arguments, int shufflePartitions, Measurement measurement) {
    JobOrder order =
        new JobOrder(job.getClass().getName(), null, null, Map.of(), arguments, measurement);
    return submission(job, order, shufflePartitions, null);
  }

  /**
   * What a job describes, when it could be submitted so.
   *
   * @param arguments what it would be run with
   * @param shufflePartitions partitions of each shuffle by key
   * @throws JobDefinitionException for whatever its submission would be refused for
   */
  public static LogicalPlan plan(StreamJob job, List<String> arguments, int shufflePartitions) {
    LogicalPlan plan = described(job, job.name(), arguments);
    compiled(plan, job, shufflePartitions);
    return plan;
  }

  /** Has the job that is ordered describe itself and compiles that. */
  static JobSubmission submission(
      JobOrder order, ClassLoader loader, int shufflePartitions, @Nullable CodeRef jar) {
    return submission(load(order.className(), loader), order, shufflePartitions, jar);
  }

  private static JobSubmission submission(
      StreamJob job, JobOrder order, int shufflePartitions, @Nullable CodeRef jar) {
    String name = order.name() != null ? order.name() : job.name();
    LogicalPlan plan = described(job, name, order.arguments());
    JobGraph graph = compiled(plan, job, shufflePartitions);
    return new JobSubmission(name, graph, order.measurement(), jar, order.settings());
  }

  private static JobGraph compiled(LogicalPlan plan, StreamJob job, int shufflePartitions) {
    JobGraph graph = PlanCompiler.compile(plan, shufflePartitions, CodeDigest.of(job.getClass()));
    ClassLoader loader = job.getClass().getClassLoader();
    graph.binaries().forEach(binary -> readBack(binary, plan.job(), loader));
    return graph;
  }

  /** What a worker would refuse, found before it is told. */
  private static void readBack(TaskBinary binary, String job, ClassLoader loader) {
    try {
      Serialized.read(binary.bytes(), StageTemplate.class, loader);
    } catch (IOException e) {
      throw refused(
          "stage %d of job %s can't be sent to a worker: %s",
          binary.stage(), job, String.valueOf(e.getMessage()));
    }
  }

  private static LogicalPlan described(StreamJob job, String name, List<String> arguments) {
    StreamContext context = new StreamContext(name, arguments);
    try {
      job.define(context);
      return context.plan();
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
