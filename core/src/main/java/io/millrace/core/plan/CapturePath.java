package io.millrace.core.plan;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from a user's function to the value in it that can't be serialized, in the words of the
 * source: {@code this of com.acme.Job, field client}. The error of Java's serialization names the
 * class alone, which may be one the user has never heard of.
 *
 * <p>Fields of classes that write themselves in their own way are followed as if they did not, and
 * those of the JDK's own classes, but for collections, are not followed.
 */
final class CapturePath {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private CapturePath() {}

  /** The way to the first such value, or an empty text when none is found. */
  static String in(Object description) {
    List<String> steps = new CapturePath().walk(description);
    return steps == null ? "" : String.join(", ", steps);
  }

  /** The steps to what can't be serialized, or null when there is nothing of that kind. */
  private @Nullable List<String> walk(@Nullable Object value) {
    if (value == null || !seen.add(value)) {
      return null;
    }
    if (!(value instanceof Serializable)) {
      return List.of();
    }
    SerializedLambda lambda = asLambda(value);
    if (lambda != null) {
      return walkCaptured(lambda);
    }
    if (value instanceof Object[] array) {
      return walkElements(Arrays.asList(array));
    }
    if (value instanceof Collection<?> elements) {
      return walkElements(elements);
    }
    if (value instanceof Map<?, ?> map) {
      List<String> keys = walkElements(map.keySet());
      return keys != null ? keys : walkElements(map.values());
    }
    return walkFields(value);
  }

  private @Nullable List<String> walkCaptured(SerializedLambda lambda) {
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      List<String> rest = walk(captured);
      if (rest != null) {
        return step(nameOf(lambda, i, captured), rest);
      }
    }
    return null;
  }

  /** Local variables have lost their names; their types have not. */
  private static String nameOf(SerializedLambda lambda, int index, Object captured) {
    boolean isReceiver =
        index == 0 && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    return (isReceiver ? "this of " : "a local variable of type ") + captured.getClass().getName();
  }

  private @Nullable List<String> walkElements(Collection<?> elements) {
    for (Object element : elements) {
      List<String> rest = walk(element);
      if (rest != null) {
        return step("an element of type " + element.getClass().getName(), rest);
      }
    }
    return null;
  }

  private @Nullable List<String> walkFields(Object value) {
    for (Class<?> type = value.getClass(); isFollowed(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        List<String> rest = isWritten(field) ? walk(read(field, value)) : null;
        if (rest != null) {
          return step("field " + field.getName(), rest);
        }
      }
    }
    return null;
  }

  /** What is above the last serializable class is not written. */
  private static boolean isFollowed(@Nullable Class<?> type) {
    return type != null
        && Serializable.class.isAssignableFrom(type)
        && type.getModule() != Object.class.getModule();
  }

  private static boolean isWritten(Field field) {
    int modifiers = field.getModifiers();
    return !field.getType().isPrimitive()
        && !Modifier.isStatic(modifiers)
        && !Modifier.isTransient(modifiers);
  }

  private static @Nullable Object read(Field field, Object holder) {
    try {
      return field.trySetAccessible() ? field.get(holder) : null;
    } catch (IllegalAccessException e) {
      return null; // not ours to see
    }
  }

  private static @Nullable SerializedLambda asLambda(Object value) {
    if (!value.getClass().isSynthetic() && !value.getClass().isHidden()) {
      return null;
    }
    try {
      Method writeReplace = value.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return writeReplace.invoke(value) instanceof SerializedLambda lambda ? lambda : null;
    } catch (ReflectiveOperationException notALambda) {
      return null;
    }
  }

  private static List<String> step(String step, List<String> rest) {
    List<String> steps = new ArrayList<>();
    steps.add(step);
    steps.addAll(rest);
    return steps;
  }
}
