// Without a token nobody can list images: this gallery shows what was uploaded on this page, and nothing else.
document.querySelector('#gallery').images = [];
