package io.millrace.core.model;

/**
 * Why a task failed.
 *
 * @param operator name of the operator, sink or engine part that failed
 * @param message one sentence: the cause and where in user code it arose
 */
public record TaskFailure(ErrorCategory category, String operator, String message) {}
