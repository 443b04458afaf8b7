package io.millrace.dsl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The aggregators behind the operators of {@link DStream} and {@link KeyedDStream}. */
final class Aggregators {
  private Aggregators() {}

  /** By a function of two values. */
  record Reducing(ReduceFunction<Object> reducer) implements Aggregator<Object, Object, Object> {
    @Override
    public Object add(@Nullable Object sum, Object record) throws Exception {
      return sum == null ? record : reducer.apply(sum, record);
    }

    @Override
    public Object merge(Object sum, Object behind) throws Exception {
      return reducer.apply(sum, behind);
    }

    @Override
    public Object result(Object sum) {
      return sum;
    }
  }

  /** The least record; of equal ones the first. */
  record Least(Comparator<Object> order) implements Aggregator<Object, Object, Object> {
    @Override
    public Object add(@Nullable Object sum, Object record) {
      return sum == null ? record : merge(sum, record);
    }

    @Override
    public Object merge(Object sum, Object behind) {
      return order.compare(sum, behind) <= 0 ? sum : behind;
    }

    @Override
    public Object result(Object sum) {
      return sum;
    }
  }

  /** The first record. */
  record First() implements Aggregator<Object, Object, Object> {
    @Override
    public Object add(@Nullable Object sum, Object record) {
      return sum == null ? record : sum;
    }

    @Override
    public Object merge(Object sum, Object behind) {
      return sum;
    }

    @Override
    public Object result(Object sum) {
      return sum;
    }
  }

  /** The sum of a whole number of each record. */
  record Sum(MapFunction<Object, Object> number) implements Aggregator<Object, Long, Long> {
    @Override
    public Long add(@Nullable Long sum, Object record) throws Exception {
      long more = ((Number) number.apply(record)).longValue();
      return sum == null ? more : Math.addExact(sum, more);
    }

    @Override
    public Long merge(Long sum, Long behind) {
      return Math.addExact(sum, behind);
    }

    @Override
    public Long result(Long sum) {
      return sum;
    }
  }

  /** All records, in their order. */
  record All() implements Aggregator<Object, List<Object>, List<Object>> {
    @Override
    public List<Object> add(@Nullable List<Object> sum, Object record) {
      List<Object> all = sum == null ? new ArrayList<>() : sum;
      all.add(record);
      return all;
    }

    @Override
    public List<Object> merge(List<Object> sum, List<Object> behind) {
      sum.addAll(behind);
      return sum;
    }

    @Override
    public List<Object> result(List<Object> sum) {
      return List.copyOf(sum);
    }
  }

  /** The greatest records, the greatest first; of equal ones those that came first. */
  record Top(int count, Comparator<Object> order)
      implements Aggregator<Object, List<Object>, List<Object>> {
    @Override
    public List<Object> add(@Nullable List<Object> sum, Object record) {
      List<Object> top = sum == null ? new ArrayList<>() : sum;
      if (top.size() < count || order.compare(record, top.get(top.size() - 1)) > 0) {
        top.add(placeOf(record, top), record);
      }
      if (top.size() > count) {
        top.remove(count);
      }
      return top;
    }

    @Override
    public List<Object> merge(List<Object> sum, List<Object> behind) {
      List<Object> top = sum;
      for (Object record : behind) {
        top = add(top, record);
      }
      return top;
    }

    @Override
    public List<Object> result(List<Object> sum) {
      return List.copyOf(sum);
    }

    /** Behind all that are not less. */
    private int placeOf(Object record, List<Object> top) {
      int place = top.size();
      while (place > 0 && order.compare(record, top.get(place - 1)) > 0) {
        place--;
      }
      return place;
    }
  }
}
