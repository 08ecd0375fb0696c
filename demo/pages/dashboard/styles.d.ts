/** Style sheets of packages: the bundler takes them. */
declare module '*.css';
