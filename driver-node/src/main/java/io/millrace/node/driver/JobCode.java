package io.millrace.node.driver;

import io.millrace.core.model.JobGraph;
import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.core.plan.PlanCompiler;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** From the class a user wrote to what the driver takes. */
public final class JobCode {
  private JobCode() {}

  /**
   * Makes a job from its class.
   *
   * @throws JobDefinitionException when there is no such class, it is no job, or it can't be made
   */
  static StreamJob load(String className, ClassLoader loader) {
    try {
      return Class.forName(className, true, loader)
          .asSubclass(StreamJob.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new JobDefinitionException("job class " + className + " is not on the class path");
    } catch (ClassCastException e) {
      throw new JobDefinitionException("class " + className + " is no StreamJob");
    } catch (InvocationTargetException e) {
      throw new JobDefinitionException(
          "job class " + className + " can't be made: " + e.getTargetException().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new JobDefinitionException(
          "job class " + className + " has no public constructor that takes nothing");
    }
  }

  /**
   * Has the job describe itself and compiles that.
   *
   * @param arguments what it is run with
   * @param shufflePartitions partitions of each shuffle by key
   * @throws JobDefinitionException for a mistake in the description, naming it
   */
  public static JobSubmission submission(
      StreamJob job, List<String> arguments, int shufflePartitions, Measurement measurement) {
    StreamContext context = new StreamContext(job.name(), arguments);
    job.define(context);
    JobGraph graph =
        PlanCompiler.compile(context.plan(), shufflePartitions, CodeDigest.of(job.getClass()));
    return new JobSubmission(job.name(), graph, measurement);
  }
}
