package io.millrace.testkit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Adds to the failure of a {@link Seeds} test how to see it again. */
final class SeedReport implements InvocationInterceptor {
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test,
      ReflectiveInvocationContext<Method> invocation,
      ExtensionContext context)
      throws Throwable {
    try {
      test.proceed();
    } catch (Throwable failure) {
      failure.addSuppressed(new Replay(invocation.getArguments().get(0)));
      throw failure;
    }
  }

  /** Stands below the failure's own stack trace. */
  private static final class Replay extends RuntimeException {
    private static final long serialVersionUID = 1;

    Replay(Object seed) {
      super(
          "it failed with seed " + seed + "; run it again with -Dseed=" + seed, null, false, false);
    }
  }
}
