package io.millrace.dsl;

import io.millrace.dsl.value.ValueWriter;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what has no codec in a type, record by record, as far as the type tells: what is only
 * an interface or a variable is looked at when a value comes.
 */
final class CodecCheck {
  private static final String NO_CODEC = "has no codec; " + ValueWriter.REMEDY;

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Long.class,
          Integer.class,
          Short.class,
          Byte.class,
          Double.class,
          Float.class,
          Character.class,
          Boolean.class,
          byte[].class);

  private static final Set<Class<?>> OPEN =
      Set.of(Object.class, Number.class, Record.class, Enum.class);

  private static final int MOST_TYPES = 1_000;

  private final JobCodecs codecs;
  private final boolean ofKey;
  private final Set<Type> seen = new HashSet<>();

  private CodecCheck(JobCodecs codecs, boolean ofKey) {
    this.codecs = codecs;
    this.ofKey = ofKey;
  }

  /**
   * What is wrong with a type and what to do about it, or null when nothing is known to be.
   *
   * @param ofKey whether values are keys, of which two that are equal must have the same bytes
   */
  static @Nullable String problem(Type type, JobCodecs codecs, boolean ofKey) {
    return new CodecCheck(codecs, ofKey).look(type, "");
  }

  /** Whether values of this very class have a codec that can't be replaced. */
  static boolean isBuiltIn(Class<?> type) {
    return type.isPrimitive() || VALUES.contains(type) || OPEN.contains(type);
  }

  private @Nullable String look(Type type, String path) {
    if (type instanceof WildcardType wildcard) {
      return look(wildcard.getUpperBounds()[0], path);
    }
    if (type instanceof GenericArrayType || type instanceof TypeVariable) {
      return type instanceof TypeVariable ? null : sentence(path, type, NO_CODEC);
    }
    Class<?> raw = RecordTypes.raw(type);
    if (codecs.codedAs(raw) != null || isOpen(raw)) {
      return null;
    }
    if (ofKey && hasUnequalBytes(raw)) {
      return sentence(path, raw, ValueWriter.NO_KEY);
    }
    if (isContainer(raw)) {
      return arguments(type, raw, path);
    }
    if (raw.isRecord()) {
      return components(type, raw);
    }
    boolean known = raw.isPrimitive() || VALUES.contains(raw) || Enum.class.isAssignableFrom(raw);
    return known ? null : sentence(path, raw, NO_CODEC);
  }

  /** Whether it may turn out to be something that has a codec. */
  private boolean isOpen(Class<?> raw) {
    return OPEN.contains(raw)
        || (raw.isInterface() && !isContainer(raw))
        || codecs.all().stream().anyMatch(codec -> raw.isAssignableFrom(codec.type()));
  }

  private static boolean hasUnequalBytes(Class<?> raw) {
    return raw == byte[].class
        || Set.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw);
  }

  private static boolean isContainer(Class<?> raw) {
    return List.class.isAssignableFrom(raw)
        || Set.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw);
  }

  private @Nullable String arguments(Type type, Class<?> raw, String path) {
    if (Map.class.isAssignableFrom(raw)) {
      String problem = look(RecordTypes.argument(type, Map.class, 0), of("a key", path));
      return problem != null
          ? problem
          : look(RecordTypes.argument(type, Map.class, 1), of("a value", path));
    }
    Class<?> kind = List.class.isAssignableFrom(raw) ? List.class : Set.class;
    return look(RecordTypes.argument(type, kind, 0), of("an element", path));
  }

  /** A record that holds others of its kind is looked at once; kinds may go on for ever. */
  private @Nullable String components(Type type, Class<?> raw) {
    if (!seen.add(type) || seen.size() > MOST_TYPES) {
      return null;
    }
    Map<TypeVariable<?>, Type> bindings = RecordTypes.bindings(type);
    for (RecordComponent component : raw.getRecordComponents()) {
      Type resolved = RecordTypes.resolved(component.getGenericType(), bindings);
      String problem = look(resolved, raw.getSimpleName() + "." + component.getName());
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static String of(String part, String path) {
    return path.isEmpty() ? part : part + " of " + path;
  }

  private static String sentence(String path, Type type, String what) {
    return (path.isEmpty() ? "" : path + ": ") + type.getTypeName() + " " + what;
  }
}
