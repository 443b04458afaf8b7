/**
 * The driver node's HTTP server: {@code /api/v1}, JSON in and out, errors as problem documents. It
 * translates; what is done is done by the desk.
 */
@NullMarked
package io.millrace.node.driver.http;

import org.jspecify.annotations.NullMarked;
