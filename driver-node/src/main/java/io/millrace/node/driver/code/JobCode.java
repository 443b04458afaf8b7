package io.millrace.node.driver.code;

import io.millrace.core.model.JobSubmission;
import io.millrace.core.model.Measurement;
import io.millrace.core.plan.CompiledPlan;
import io.millrace.core.plan.PlanCompiler;
import io.millrace.dsl.JobDefinitionException;
import io.millrace.dsl.StreamContext;
import io.millrace.dsl.StreamJob;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    try {
      Class<? extends StreamJob> type =
          Class.forName(className, true, loader).asSubclass(StreamJob.class);
      return takesArguments(type)
          ? type.getConstructor(String[].class)
              .newInstance((Object) arguments.toArray(String[]::new))
          : type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new JobDefinitionException("job class " + className + " is not on the class path");
    } catch (ClassCastException e) {
      throw new JobDefinitionException("class " + className + " is no StreamJob");
    } catch (InvocationTargetException e) {
      throw new JobDefinitionException(
          "job class " + className + " can't be made: " + e.getTargetException().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new JobDefinitionException(
          "job class " + className + " has no public constructor taking nothing or String[]");
    }
  }

  private static boolean takesArguments(Class<?> type) {
    return Arrays.stream(type.getConstructors())
        .anyMatch(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] {String[].class}));
  }

  /**
   * Has the job describe itself and compiles that.
   *
   * @param shufflePartitions partitions of each shuffle by key
   * @throws JobDefinitionException for a mistake in the description, naming it
   */
  public static JobSubmission submission(
      StreamJob job, int shufflePartitions, Measurement measurement) {
    StreamContext context = new StreamContext(job.name());
    job.define(context);
    CompiledPlan plan =
        PlanCompiler.compile(context.plan(), shufflePartitions, CodeDigest.of(job.getClass()));
    return new JobSubmission(
        job.name(),
        plan.binaries(),
        plan.shuffledStages(),
        plan.source(),
        plan.splits(),
        plan.sink(),
        measurement,
        null,
        Map.of());
  }
}
