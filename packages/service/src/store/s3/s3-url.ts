/** A place in S3-compatible storage. */
export interface S3Place {
  /** The bucket. It has to exist. */
  readonly bucket: string;
  /** What all keys begin with, without a slash at the end. @defaultValue nothing */
  readonly prefix?: string | undefined;
  /** Address of another server than Amazon's: `https://minio.example:9000`. Its buckets are then parts of the path. */
  readonly endpoint?: string | undefined;
  /** @defaultValue the variable AWS_REGION, or `us-east-1` */
  readonly region?: string | undefined;
}

/** Takes an address such as `s3://bucket/prefix?endpoint=https://minio.example:9000` apart. @throws RangeError if it is none. */
export function parseS3Url(text: string): S3Place {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 's3:' || url.host === '' || url.username !== '' || url.password !== '') {
    // The text may hold a secret.
    throw new RangeError('url must be an S3 address such as s3://bucket/prefix?endpoint=https://host, without credentials');
  }
  const unknown = [...url.searchParams.keys()].find((name) => !['endpoint', 'region'].includes(name));
  if (unknown !== undefined) throw new RangeError(`url must have no parameters but endpoint and region, got ${unknown}`);
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/[^/@]+\/?$/.test(endpoint))
    throw new RangeError(`endpoint must be http:// or https:// and a host, got ${endpoint}`);
  return {
    bucket: decodeURIComponent(url.host),
    prefix: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, ''),
    endpoint,
    region: url.searchParams.get('region') ?? undefined,
  };
}

/** The address of a place, for messages. */
export function addressOf({ bucket, prefix, endpoint }: S3Place): string {
  const path = prefix ? `/${prefix}` : '';
  return `s3://${bucket}${path}${endpoint === undefined ? '' : `?endpoint=${endpoint}`}`;
}
