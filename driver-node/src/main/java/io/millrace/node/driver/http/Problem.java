package io.millrace.node.driver.http;

/**
 * Why a request was not granted (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title the status in words
 * @param detail one sentence
 */
public record Problem(String type, String title, int status, String detail) {}
