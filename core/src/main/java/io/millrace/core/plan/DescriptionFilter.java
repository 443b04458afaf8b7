package io.millrace.core.plan;

import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a description may consist of: values of the JDK, the engine's own descriptions and the job's
 * classes. For a job in a jar everything else is refused, whatever the class path holds; the
 * classes of a job without one are those of the class path.
 */
final class DescriptionFilter implements ObjectInputFilter {
  private static final ObjectInputFilter LIMITS =
      Config.createFilter("maxdepth=200;maxrefs=100000;maxbytes=10000000;maxarray=1000000");

  private static final Set<String> JDK_VALUES =
      Set.of(
          "java.lang",
          "java.math",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.regex");

  /** Of packages whose other classes are no plain values. */
  private static final Set<String> MORE_JDK_VALUES = Set.of("java.io.File", "java.net.URI");

  private static final Set<String> ENGINE = Set.of("io.millrace.dsl", "io.millrace.core.plan");

  private final ClassLoader loader;
  private @Nullable String refusal;

  /**
   * @param loader of the job: the classes it defines are the job's
   */
  DescriptionFilter(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Class<?> type = info.serialClass();
    if (LIMITS.checkInput(info) == Status.REJECTED) {
      refusal = "it captures too much, or too deep a structure";
      return Status.REJECTED;
    }
    if (type == null || allowed(elementOf(type))) {
      return Status.ALLOWED;
    }
    refusal = "class " + elementOf(type).getName() + " is none of the job's, and may not be in it";
    return Status.REJECTED;
  }

  /** Why something was refused, one sentence, or null. */
  @Nullable String refusal() {
    return refusal;
  }

  private boolean allowed(Class<?> type) {
    String name = type.getPackageName();
    return type.isPrimitive()
        || type == SerializedLambda.class
        || MORE_JDK_VALUES.contains(type.getName())
        || type.getClassLoader() == loader
        || JDK_VALUES.contains(name)
        || ENGINE.contains(name)
        || name.startsWith("io.millrace.connectors.");
  }

  private static Class<?> elementOf(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    return element;
  }
}
