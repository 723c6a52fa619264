// The messages of opening to the user. The window shows them as notices; tests collect them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/document/network/network.h"
#include "core/io/file_kind.h"

namespace convscope {

/// A model that can be read when the user has stated what its Lambda layers compute.
struct LambdaQuestion {
    OpenModel source;                 ///< its files, without the model
    std::optional<FileKind> kind;     ///< kind of source.file, if it is known already
    std::vector<std::string> layers;  ///< the names of the Lambda layers
};

class OpeningMessages {
  public:
    virtual ~OpeningMessages() = default;
    virtual void say(const std::string& text) = 0;
    virtual void warn(const std::string& text) = 0;
    /// The model's file has changed: offers to read it again until the offer is withdrawn or closed.
    virtual void offer_reload(const std::string& text) = 0;
    virtual void withdraw_reload() = 0;
    /// Asks what the Lambda layers compute; the answer is given to Opening::open_model().
    virtual void ask_lambdas(LambdaQuestion question) = 0;
};

}  // namespace convscope
