package io.millrace.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Future;

/** The calls that the plan of the house speaks of; a method reference is a call too. */
final class Calls {

  static final DescribedPredicate<JavaAccess<?>> READ_THE_ENVIRONMENT =
      describe(
          "read the environment",
          call ->
              to(call, System.class, "getenv", "getProperty", "getProperties")
                  || to(call, Boolean.class, "getBoolean")
                  || to(call, Integer.class, "getInteger")
                  || to(call, Long.class, "getLong"));

  static final DescribedPredicate<JavaAccess<?>> TELL_THE_TIME =
      describe(
          "tell the time",
          call ->
              to(call, System.class, "currentTimeMillis", "nanoTime")
                  || to(call, Date.class, "<init>")
                  || (isIn(call, "java.time") && named(call, "now"))
                  || to(call, Clock.class, "system", "systemUTC", "systemDefaultZone"));

  static final DescribedPredicate<JavaAccess<?>> THROW_DICE =
      describe(
          "throw dice",
          call ->
              toKindOf(call, Random.class, "<init>", "current")
                  || to(call, SplittableRandom.class, "<init>")
                  || to(call, Math.class, "random")
                  || to(call, UUID.class, "randomUUID"));

  static final DescribedPredicate<JavaAccess<?>> WAIT =
      describe(
          "wait",
          call ->
              to(call, Thread.class, "sleep", "onSpinWait")
                  || toKindOf(call, Future.class, "get", "join"));

  private Calls() {}

  static boolean madeBy(JavaClass type, DescribedPredicate<JavaAccess<?>> calls) {
    return type.getAccessesFromSelf().stream().anyMatch(calls)
        || type.getMethodReferencesFromSelf().stream().anyMatch(calls);
  }

  private static boolean to(JavaAccess<?> call, Class<?> owner, String... names) {
    return call.getTargetOwner().isEquivalentTo(owner) && named(call, names);
  }

  private static boolean toKindOf(JavaAccess<?> call, Class<?> owner, String... names) {
    return call.getTargetOwner().isAssignableTo(owner) && named(call, names);
  }

  private static boolean isIn(JavaAccess<?> call, String packageName) {
    return call.getTargetOwner().getPackageName().equals(packageName);
  }

  private static boolean named(JavaAccess<?> call, String... names) {
    return Set.of(names).contains(call.getName());
  }
}
