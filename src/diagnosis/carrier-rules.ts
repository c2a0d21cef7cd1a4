import type { Ecosystem } from '../ownership/index.ts'
import type { CarrierRole } from './types.ts'

/** Packages that relay other people's work: on most stacks of any service, and seldom the cause. */
export interface CarrierRule {
  readonly ecosystem: Ecosystem
  readonly role: CarrierRole
  readonly packages: readonly string[]
}

/** The data table of carriers, names as the ecosystem writes them. */
export const carrierRules: readonly CarrierRule[] = [
  rule(
    'cargo',
    'executor',
    'tokio mio async-std async-executor async-io async-global-executor async-task smol glommio monoio ' +
      'futures-executor rayon rayon-core crossbeam-deque crossbeam-epoch threadpool',
  ),
  rule(
    'cargo',
    'tracing',
    'tracing tracing-core tracing-subscriber tracing-futures tracing-log tracing-opentelemetry opentelemetry ' +
      'opentelemetry_sdk log env_logger slog fern metrics metrics-util',
  ),
  rule(
    'cargo',
    'allocator',
    'jemallocator jemalloc-sys tikv-jemallocator tikv-jemalloc-sys mimalloc libmimalloc-sys snmalloc-rs',
  ),
  rule(
    'cargo',
    'synchronisation',
    'parking_lot parking_lot_core lock_api spin once_cell crossbeam-channel crossbeam-utils crossbeam-queue ' +
      'arc-swap',
  ),
  rule(
    'cargo',
    'framework',
    'hyper-util tower tower-http tower-service axum axum-core actix-web actix-rt actix-http warp rocket tonic ' +
      'criterion',
  ),
  rule(
    'cargo',
    'adapter',
    'futures futures-core futures-util futures-task futures-channel futures-io futures-lite tokio-util ' +
      'tokio-stream async-stream pin-project pin-project-lite pin-utils bytes async-trait',
  ),
  rule(
    'npm',
    'framework',
    'express router connect koa koa-compose koa-router @koa/router fastify avvio find-my-way @hapi/hapi restify ' +
      '@nestjs/core @nestjs/common body-parser finalhandler mocha jest-circus vitest yargs commander',
  ),
  rule(
    'npm',
    'tracing',
    '@opentelemetry/api @opentelemetry/core @opentelemetry/sdk-trace-base @opentelemetry/instrumentation ' +
      'dd-trace morgan pino-http express-winston',
  ),
  rule('npm', 'adapter', 'async bluebird q p-limit p-queue rxjs readable-stream through2 regenerator-runtime tslib'),
  rule(
    'golang',
    'framework',
    'github.com/gin-gonic/gin github.com/labstack/echo/v4 github.com/gorilla/mux github.com/go-chi/chi ' +
      'github.com/go-chi/chi/v5 github.com/julienschmidt/httprouter github.com/gofiber/fiber/v2 ' +
      'github.com/urfave/cli/v2 github.com/spf13/cobra google.golang.org/grpc',
  ),
  rule('golang', 'executor', 'golang.org/x/sync github.com/panjf2000/ants/v2 github.com/sourcegraph/conc'),
  rule(
    'golang',
    'tracing',
    'go.opentelemetry.io/otel go.opentelemetry.io/otel/sdk github.com/prometheus/client_golang',
  ),
  rule(
    'pypi',
    'framework',
    'django flask fastapi starlette aiohttp tornado bottle falcon pyramid sanic werkzeug uvicorn gunicorn ' +
      'hypercorn daphne waitress asgiref djangorestframework celery kombu billiard dramatiq huey rq apscheduler ' +
      'click typer pytest pluggy nose',
  ),
  rule('pypi', 'executor', 'anyio trio uvloop gevent greenlet eventlet twisted joblib loky distributed'),
  rule(
    'pypi',
    'tracing',
    'opentelemetry-api opentelemetry-sdk opentelemetry-instrumentation ddtrace sentry-sdk newrelic elastic-apm ' +
      'prometheus-client',
  ),
  rule('pypi', 'adapter', 'decorator wrapt tenacity backoff retrying async-timeout'),
  rule(
    'maven',
    'framework',
    'org.springframework/spring-web org.springframework/spring-webmvc org.springframework/spring-webflux ' +
      'org.springframework/spring-aop org.springframework/spring-tx org.springframework.boot/spring-boot ' +
      'org.springframework.boot/spring-boot-loader org.springframework.security/spring-security-web ' +
      'org.apache.tomcat.embed/tomcat-embed-core org.eclipse.jetty/jetty-server org.eclipse.jetty/jetty-util ' +
      'org.eclipse.jetty/jetty-io io.undertow/undertow-core io.undertow/undertow-servlet ' +
      'org.glassfish.jersey.core/jersey-server javax.servlet/javax.servlet-api ' +
      'jakarta.servlet/jakarta.servlet-api io.netty/netty-transport io.netty/netty-handler io.vertx/vertx-core ' +
      'io.vertx/vertx-web io.grpc/grpc-core io.grpc/grpc-stub io.ktor/ktor-server-core-jvm junit/junit ' +
      'org.junit.jupiter/junit-jupiter-engine org.junit.platform/junit-platform-engine ' +
      'org.junit.platform/junit-platform-launcher org.testng/testng org.openjdk.jmh/jmh-core ' +
      'org.quartz-scheduler/quartz',
  ),
  rule(
    'maven',
    'executor',
    'io.netty/netty-common com.typesafe.akka/akka-actor_2.13 org.apache.pekko/pekko-actor_2.13 ' +
      'org.jetbrains.kotlinx/kotlinx-coroutines-core org.jetbrains.kotlinx/kotlinx-coroutines-core-jvm ' +
      'org.typelevel/cats-effect_2.13 dev.zio/zio_2.13 com.lmax/disruptor',
  ),
  rule(
    'maven',
    'tracing',
    'io.opentelemetry/opentelemetry-api io.opentelemetry/opentelemetry-context ' +
      'io.opentelemetry/opentelemetry-sdk-trace io.micrometer/micrometer-core ' +
      'io.micrometer/micrometer-observation io.prometheus/simpleclient org.slf4j/slf4j-api ' +
      'org.aspectj/aspectjweaver',
  ),
  rule(
    'maven',
    'adapter',
    'io.projectreactor/reactor-core io.reactivex.rxjava2/rxjava io.reactivex.rxjava3/rxjava ' +
      'org.reactivestreams/reactive-streams cglib/cglib net.bytebuddy/byte-buddy',
  ),
  rule(
    'nuget',
    'framework',
    'Grpc.AspNetCore.Server MediatR MassTransit Hangfire.Core Quartz xunit.core xunit.extensibility.execution ' +
      'NUnit MSTest.TestFramework BenchmarkDotNet System.CommandLine',
  ),
  rule(
    'nuget',
    'tracing',
    'OpenTelemetry OpenTelemetry.Api System.Diagnostics.DiagnosticSource Microsoft.Extensions.Logging ' +
      'Microsoft.Extensions.Logging.Abstractions prometheus-net',
  ),
  rule('nuget', 'adapter', 'Polly Polly.Core System.Reactive System.Threading.Channels Castle.Core'),
  rule(
    'gem',
    'framework',
    'rack rack-test rails railties actionpack activejob sinatra hanami grape roda puma unicorn passenger thin ' +
      'falcon sidekiq resque delayed_job good_job rake thor minitest rspec-core bootsnap zeitwerk',
  ),
  rule('gem', 'executor', 'concurrent-ruby async nio4r eventmachine celluloid parallel connection_pool'),
  rule(
    'gem',
    'tracing',
    'opentelemetry-api opentelemetry-sdk datadog ddtrace newrelic_rpm sentry-ruby appsignal skylight stackprof ' +
      'rack-mini-profiler prometheus-client',
  ),
  rule(
    'composer',
    'framework',
    'symfony/http-kernel symfony/console symfony/event-dispatcher symfony/runtime symfony/messenger ' +
      'laravel/framework laravel/octane slim/slim cakephp/cakephp yiisoft/yii2 laminas/laminas-mvc ' +
      'phpunit/phpunit pestphp/pest',
  ),
  rule('composer', 'executor', 'react/event-loop react/promise revolt/event-loop amphp/amp workerman/workerman'),
  rule('composer', 'tracing', 'open-telemetry/api open-telemetry/sdk sentry/sentry psr/log'),
  rule('composer', 'adapter', 'guzzlehttp/promises psr/http-message psr/container'),
]

/** @param packages names, separated by spaces */
function rule(ecosystem: Ecosystem, role: CarrierRole, packages: string): CarrierRule {
  return { ecosystem, role, packages: packages.split(' ') }
}
