/** What the peers written by hand offer: by type, the view and its columns; `:b` a boolean, `:i` an int, `:l` a list, others texts. */
export const TABLES = {
  TradeUnion: ['trade_union', 'code name kind region parentId'],
  Household: [
    'household',
    `fileNumber workerName stewardId workerId region farmRegion migrant:b unionMember:b contractKind
      contractFrom contractTo retiredSocialised:b singleParent:b severeHardship:b refusedVerification:b
      concealment:b savingsFen investmentsFen commercialProperty:b ownsShop:b employsOthers:b mainCause
      otherCauses:l declaredClass applicationKind housingKind zeroEmployment:b selfHelp:b keyGroup
      liftTarget:b declaredAnnualFen declaredPopulation:i filedBy checkedBy enteredBy bank bankBranch
      postcode`,
  ],
  Person: [
    'person',
    `name sex birthDay ethnicity politicalStatus maritalStatus registrationType registeredRegion
      modelWorker workState workedFrom medicalInsurance education enrolledYear:i schoolYears:i
      workplaceOrSchool`,
  ],
  Member: [
    'member',
    `householdId personId relation inRegister:b livesTogether:b countedByDecision:b employmentKnown:b
      ableToWork:b declaredMonthlyIncomeFen refusedJobOffers:i farms:b inEducation:b`,
  ],
  Employment: ['employment', 'householdId membershipId status from to employer employerKind industry contractTerm'],
  Income: ['income', 'householdId membershipId kind relief:b amountFen from to verified:b'],
  Deduction: ['deduction', 'householdId membershipId kind amountFen from to'],
  Expense: ['expense', 'householdId membershipId kind amountFen reimbursedFen from to'],
  HardshipEvent: ['event', 'householdId kind date grave:b costFen compensatedFen compensationInPlace:b'],
  Dwelling: ['dwelling', 'householdId area from to'],
  Vehicle: ['vehicle', 'householdId vehicleKind owned:b regularUse:b asEmployee:b exemptionRule from to'],
  Schooling: [
    'schooling',
    'householdId membershipId private:b tuitionFen publicTuitionFen abroadSelfFunded:b school from to',
  ],
  DibaoSpell: ['dibao', 'householdId from to monthlyFen'],
  ArchiveFile: ['archive_file', 'householdId stewardId number level category hardshipClass state'],
  Disbursement: ['disbursement', 'householdId membershipId fileNumber source aidType amountFen paidOn bank payee'],
} as const;
