package io.millrace.dsl;

import java.io.Serializable;
import java.util.Comparator;

/** An order of records that can travel to the workers. Captured values must be serializable. */
@FunctionalInterface
public interface Comparison<T> extends Comparator<T>, Serializable {}
