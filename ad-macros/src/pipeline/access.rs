//! `#[differentiate] impl Index<usize> for Vec3`: tokens to the same of the tangent.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::access::Way;
use crate::args::Config;
use crate::configured::under;
use crate::diag::Diagnostics;
use crate::interface;
use crate::methods::access;
use crate::unsupported;

/// The places of the tangent, or everything that is wrong with the block; uses of the index are no errors too.
pub fn of_access(
    diagnostics: &mut Diagnostics,
    config: &Config,
    block: &syn::ItemImpl,
    way: Way,
) -> TokenStream {
    if !(config.forward && config.reverse)
        || config.wrt.is_some()
        || config.dump.is_some()
        || config.real
    {
        diagnostics.error(block.impl_token, unsupported::ACCESS_OPTION);
    }
    let is_readable = !diagnostics.any();
    let Some(access) = access::read(diagnostics, block, way) else { return TokenStream::new() };
    let is_right = is_readable && !diagnostics.any();
    let cfgs: Vec<_> = access.cfgs.iter().map(ToTokens::to_token_stream).collect();
    under(&cfgs, interface::places(config, &access, is_right))
}
