package io.millrace.protocol.codec;

import akka.actor.typed.ActorRef;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills records with values drawn from a seed, whatever their components are. */
final class RandomRecords {
  private final SplittableRandom random;
  private final List<? extends ActorRef<?>> refs;

  RandomRecords(long seed, List<? extends ActorRef<?>> refs) {
    this.random = new SplittableRandom(seed);
    this.refs = refs;
  }

  Object next(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Object[] values = Arrays.stream(components).map(this::component).toArray();
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("can't make a " + record.getName(), e);
    }
  }

  private Object component(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return nullable && random.nextInt(3) == 0 ? null : value(component.getGenericType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return next(plain);
    }
    if (plain.isSealed()) {
      return next(oneOf(Arrays.asList(plain.getPermittedSubclasses())));
    }
    return plain.isEnum() ? oneOf(Arrays.asList(plain.getEnumConstants())) : simple(plain);
  }

  private Object container(Class<?> raw, Type[] arguments) {
    if (raw == ActorRef.class) {
      return oneOf(refs);
    }
    int size = random.nextInt(4);
    if (raw == List.class) {
      var list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(value(arguments[0]));
      }
      return list;
    }
    if (raw == Map.class) {
      var map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        map.put(value(arguments[0]), value(arguments[1]));
      }
      return map;
    }
    throw new IllegalStateException("no way to make a " + raw.getName());
  }

  private Object simple(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return wideLong();
    }
    if (type == int.class || type == Integer.class) {
      return (int) wideLong();
    }
    if (type == double.class) {
      return random.nextDouble(-1e9, 1e9);
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == String.class) {
      return text();
    }
    if (type == byte[].class) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      return bytes;
    }
    throw new IllegalStateException("no way to make a " + type.getName());
  }

  /** Of every magnitude and sign, as the length on the wire depends on it. */
  private long wideLong() {
    return random.nextLong() >> random.nextInt(64);
  }

  /** Never empty, as an id may not be. */
  private String text() {
    return oneOf(List.of("worker", "größe", "流", "line\nbreak")) + random.nextInt(5);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** All a record holds as text, arrays by content: two records are equal if these are. */
  static String describe(Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      var entries = new ArrayList<String>();
      for (int i = 0; i < Array.getLength(value); i++) {
        entries.add(describe(Array.get(value, i)));
      }
      return entries.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RandomRecords::describe).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
          .sorted()
          .toList()
          .toString();
    }
    return value.getClass().isRecord() ? describeRecord(value) : value.toString();
  }

  private static String describeRecord(Object record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(component -> component.getName() + "=" + describe(read(record, component)))
        .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "(", ")"));
  }

  private static Object read(Object record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
