package io.millrace.launcher.cli;

/**
 * What a driver answered.
 *
 * @param value what it means
 * @param json as it came
 */
record Answer<T>(T value, String json) {}
