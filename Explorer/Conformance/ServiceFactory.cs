using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance;

/// <summary>Makes the service that is compared with the model.</summary>
/// <param name="policy">The policy that it is to follow.</param>
/// <param name="bounds">What it is to manage.</param>
/// <param name="memory">What is behind its frames.</param>
/// <returns>
/// A service all of whose frames are free. One that is an <see cref="ICheckpointedService"/>, too, is put into states
/// where that saves leading it there.
/// </returns>
public delegate IRamService ServiceFactory(PolicyName policy, ServiceBounds bounds, IFrameMemory memory);
