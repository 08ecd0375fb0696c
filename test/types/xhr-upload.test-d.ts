import { Uppy, type Body, type Meta } from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';
import { imgproXhrOptions, type ImgproXhrOptions } from 'imgpro-elements/uppy';

// As sites write it, in plain and in generic Uppys.
new Uppy().use(XHRUpload, imgproXhrOptions({ tokenEndpoint: '/imgpro/token' }));
new Uppy().use(XHRUpload, imgproXhrOptions());
new Uppy<Meta, Body>().use(XHRUpload<Meta, Body>, imgproXhrOptions({ limit: 2, retries: 3 }));
type Photo = { caption?: string };
type Answer = { id: string; url: string };
new Uppy<Photo, Answer>().use(XHRUpload<Photo, Answer>, imgproXhrOptions({ tokenProvider: () => 'token' }));

void ({ allowedMetaFields: ['caption'], stallTimeout: 1, apiUrl: '/v1' } satisfies ImgproXhrOptions);
// @ts-expect-error Post-processing is for ImgPro alone.
imgproXhrOptions({ waitForProcessing: true });
// @ts-expect-error The number is fixed when the plugin is made.
imgproXhrOptions({ retries: () => 3 });
