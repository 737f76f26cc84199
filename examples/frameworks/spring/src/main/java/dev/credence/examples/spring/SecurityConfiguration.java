package dev.credence.examples.spring;

import dev.credence.audit.Slf4jAuditListener;
import dev.credence.document.ReloadingPolicySet;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String REALM = "deploy.example.com";

  // @start region="chain"
  @Bean
  ReloadingPolicySet policies(@Value("${deploy.policies}") String file) {
    return ReloadingPolicySet.builder(Path.of(file))
        .adaptedBy(read -> read.withAudit(Slf4jAuditListener.create()))
        .build();
  }

  @Bean
  AuthenticationManager ciJobs(ReloadingPolicySet policies) {
    return new ProviderManager(new CiTokenProvider(policies::current));
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, AuthenticationManager ciJobs) {
    Answers answers = new Answers(REALM);
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(HttpMethod.POST, "/deployments/production")
                .hasAuthority("deploy:production")
                .requestMatchers(HttpMethod.POST, "/deployments/preview")
                .hasAuthority("deploy:preview")
                .anyRequest()
                .denyAll())
        .oauth2ResourceServer(server ->
            server
                .authenticationManagerResolver(request -> ciJobs)
                .authenticationEntryPoint(answers)
                .accessDeniedHandler(answers))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(CsrfConfigurer::disable) // no cookie says who asks: there is nothing to forge
        .build();
  }
  // @end
}
